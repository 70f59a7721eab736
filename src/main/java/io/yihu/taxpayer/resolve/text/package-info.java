/** What names, addresses and words look like once accidents of writing are gone, and how like two of them are. */
package io.yihu.taxpayer.resolve.text;
