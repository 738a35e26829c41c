// Preloaded into both bots (node --import): connections to the hosts of Microsoft's identity services, some of which the
// SDKs do not let one set, go to the stand-in's TLS port on this machine, whose certificate NODE_EXTRA_CA_CERTS names.
// Tokens and keys are then fetched and verified as ever; they are cached, so this is not on the way of a turn.
import tls from 'node:tls';

const hosts = new Set(['login.botframework.com', 'login.microsoftonline.com']);
const port = process.env.STAND_IN_TLS_PORT;
const connect = tls.connect;

tls.connect = (options, ...rest) => hosts.has(options?.host)
  ? connect({ ...options, host: '127.0.0.1', port, servername: options.host }, ...rest)
  : connect(options, ...rest);
