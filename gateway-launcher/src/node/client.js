// What a gateway looks like from another implementation of gRPC: over TLS with a key, and without one.
//   node client.js HOST:PORT CA_FILE PROTO_DIRECTORY TAG      the key in MXGATEWAY_API_KEY
// Prints one JSON object; exits with 0 when it could talk as it was asked to.
'use strict';

const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const DEADLINE_SECONDS = 60;
const [address, caFile, protoDirectory, tag] = process.argv.slice(2);

const definition = loader.loadSync(path.join(protoDirectory, 'mxaccess_gateway.proto'), {
  keepCase: true, enums: String, longs: String, oneofs: true, includeDirs: [protoDirectory],
});
const Gateway = grpc.loadPackageDefinition(definition).mxaccess_gateway.v1.MxAccessGateway;

function client(credentials) {
  return new Gateway(address, credentials);
}

function withKey(tls, key) {
  return grpc.credentials.combineChannelCredentials(tls,
    grpc.credentials.createFromMetadataGenerator((params, done) => {
      const metadata = new grpc.Metadata();
      metadata.set('authorization', 'Bearer ' + key);
      done(null, metadata);
    }));
}

function call(gateway, method, request) {
  const deadline = new Date(Date.now() + DEADLINE_SECONDS * 1000);
  return new Promise((resolve, reject) =>
    gateway[method](request, { deadline }, (error, reply) => (error ? reject(error) : resolve(reply))));
}

async function refusal(gateway) {
  try {
    await call(gateway, 'OpenSession', { client_session_name: 'node' });
    return 'OK';
  } catch (error) {
    return grpc.status[error.code];
  } finally {
    gateway.close();
  }
}

function invoke(gateway, session, kind, payload, command) {
  return call(gateway, 'Invoke', {
    session_id: session, command: { kind: 'MX_COMMAND_KIND_' + kind, [payload]: command },
  });
}

async function read(gateway) {
  const session = (await call(gateway, 'OpenSession', { client_session_name: 'node' })).session_id;
  try {
    const registered = await invoke(gateway, session, 'REGISTER', 'register', { client_name: 'node' });
    const reply = await invoke(gateway, session, 'READ_BULK', 'read_bulk', {
      server_handle: registered.register.server_handle, tag_addresses: [tag], timeout_ms: 10000,
    });
    return reply.read_bulk.results[0];
  } finally {
    await call(gateway, 'CloseSession', { session_id: session });
    gateway.close();
  }
}

async function main() {
  const tls = grpc.credentials.createSsl(fs.readFileSync(caFile));
  const result = await read(client(withKey(tls, process.env.MXGATEWAY_API_KEY)));
  console.log(JSON.stringify({
    tag: result.tag_address,
    successful: result.was_successful,
    value: result.value,
    withoutKey: await refusal(client(tls)),
    withWrongKey: await refusal(client(withKey(tls, 'mxgw_nobody_' + 'A'.repeat(43)))),
    inPlaintext: await refusal(client(grpc.credentials.createInsecure())),
  }));
}

main().catch((error) => {
  console.error(String(error));
  process.exitCode = 1;
});
