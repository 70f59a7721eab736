/** What other authorities, banks and platforms give: their feeds, the agreements behind them, and what was loaded for when. */
package io.yihu.taxpayer.thirdparty;
