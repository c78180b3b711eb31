/**
 * Encryption of the gateway's ports: PEM files that are checked before they are used and taken up anew when they change,
 * client certificates, and a certificate of the gateway's own making. Knows certificates and keys, and nothing of
 * sessions.
 */
package io.mxgateway.grpc.tls;
