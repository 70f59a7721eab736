/** Grids: who looks after which taxpayers with how much of their time, and how full officers are. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform", "trail", "indicator", "taxpayer"})
package io.yihu.grid;
