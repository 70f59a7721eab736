/** Files that leave the house: workbooks and case-folder documents, made in the background, marked with whoever asked, gone after a week. */
package io.yihu.dossier.export;
