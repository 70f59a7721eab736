/** Embedded controls: definitions, the gate that asks them, firings, clearances and settings. */
package io.yihu.control.gate;
