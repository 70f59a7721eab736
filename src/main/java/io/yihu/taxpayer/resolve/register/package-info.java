/** Which registrations of taxpayers are one enterprise: rules of evidence, vetoes and learned likeness. */
package io.yihu.taxpayer.resolve.register;
