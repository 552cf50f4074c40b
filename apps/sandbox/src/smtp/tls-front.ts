import { createServer, type Server, type Socket } from 'node:net';

/** Who speaks TLS speaks first; who does not waits for the greeting. This long it is listened for, which delays every plain greeting. */
const LISTEN_MS = 60;
/** The first byte of a TLS handshake. */
const HANDSHAKE = 0x16;

export type TlsFront = {
  /** Gets connections whose client begins with a TLS handshake. */
  readonly secure: Pick<Server, 'emit'>;
  /** Gets all others. */
  readonly plain: Pick<Server, 'emit'>;
  readonly onConnection: (socket: Socket) => void;
};

/** One port for both kinds of mail clients: those that begin with TLS, and those that wait for a greeting and perhaps begin TLS later. */
export function createTlsFront({ secure, plain, onConnection }: TlsFront): Server {
  return createServer((socket) => {
    onConnection(socket);
    socket.on('error', () => undefined); // a client that went away before it said a word
    const decide = (first: Buffer | null): void => {
      clearTimeout(timer);
      socket.removeListener('data', decide);
      socket.pause();
      if (first !== null) socket.unshift(first);
      const to = first?.[0] === HANDSHAKE ? secure : plain;
      to.emit('connection', socket);
    };
    const timer = setTimeout(() => decide(null), LISTEN_MS);
    socket.once('close', () => clearTimeout(timer));
    socket.on('data', decide);
  });
}
