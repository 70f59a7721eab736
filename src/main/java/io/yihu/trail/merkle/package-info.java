/** RFC 6962 trees as pure functions: growth, proofs, checks; no database and no clock. */
package io.yihu.trail.merkle;
