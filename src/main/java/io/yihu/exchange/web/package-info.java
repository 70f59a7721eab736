/** Pages and JSON of exchange. */
package io.yihu.exchange.web;
