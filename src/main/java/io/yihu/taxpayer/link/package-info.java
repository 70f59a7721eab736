/** Which party belongs to which subject: applied from runs, decided by people, always reversible. */
package io.yihu.taxpayer.link;
