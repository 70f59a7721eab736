/** Checks between the region that issued abnormal vouchers and the regions that received them; both sides acknowledge. */
package io.yihu.task.region;
