/** How results are written for people and for machines. Everybody in the launcher may use it; it uses nobody. */
package io.mxgateway.launcher.text;
