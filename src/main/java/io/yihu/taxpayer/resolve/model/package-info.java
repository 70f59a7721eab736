/** Candidate pairs, Fellegi–Sunter weights learned by EM, thresholds and clusters; knows records by number only. */
package io.yihu.taxpayer.resolve.model;
