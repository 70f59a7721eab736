/** Who did what: a row for every traced action in the action's own transaction, sealed afterwards; owns the gate that may warn or block. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform"})
package io.yihu.trail;
