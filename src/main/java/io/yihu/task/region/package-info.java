/** Checks between the region that issued abnormal vouchers and the regions that received them; both sides acknowledge. */
@org.springframework.modulith.NamedInterface("region")
package io.yihu.task.region;
