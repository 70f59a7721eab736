/** Delivery of the outbox: keys, the HTTP protocol, rounds with retries, reconciliation. */
package io.yihu.exchange.outbox;
