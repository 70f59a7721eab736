/** Entity resolution: any record set to subjects, and the registrations of taxpayers in particular. */
package io.yihu.taxpayer.resolve;
