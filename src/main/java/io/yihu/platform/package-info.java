/** Ground of all modules: database, clock, security chain, layout, errors, jobs; knows no tax concept and has no business tables. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.yihu.platform;
