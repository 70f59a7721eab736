/** Connectors to databases that collect what others gave: each data set is asked for what changed since the last time. */
package io.yihu.exchange.connector;
