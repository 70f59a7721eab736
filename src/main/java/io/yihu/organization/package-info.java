/** Offices in five levels, posts and duties, officers, accounts and their roles, sign-in, and the office path that bounds what anyone sees. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform", "trail", "exchange"})
package io.yihu.organization;
