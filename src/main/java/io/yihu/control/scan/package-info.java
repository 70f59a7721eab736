/** Scan indicators: unit events from definitions, prepared figures, the heat map over them. */
package io.yihu.control.scan;
