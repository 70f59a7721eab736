/** Kinds of fields: how each is compared in levels and which blocking keys it gives. */
package io.yihu.taxpayer.resolve.field;
