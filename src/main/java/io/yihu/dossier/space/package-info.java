/** The space dimension of a taxpayer's file: where its partners are, throughput, and the chain up and down. */
package io.yihu.dossier.space;
