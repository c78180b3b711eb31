/**
 * Who may do what: keys and how they are verified, scopes, constraints on tags, and the record of what was done.
 *
 * <p>May use {@code config}, {@code galaxy}, {@code metrics}, {@code mx}, {@code session} and {@code time}; no other
 * package but {@code security} knows what a key is.
 */
package io.mxgateway.core.security;
