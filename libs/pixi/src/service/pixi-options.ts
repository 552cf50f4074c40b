import type { CallWindow, Clock, Fault, Secret } from '@abgleich/domain';
import type { PixiWire } from './pixi-wire.js';
import type { Timers } from './rate-gate.js';

/** How to reach one pixi database, and how politely. */
export type PixiGatewayOptions = {
  readonly endpointUrl: string;
  readonly username: string;
  readonly password: Secret;
  readonly clock: Clock;
  /** Asked at the moment each request would really start, the WSDL's too. */
  readonly window: CallWindow;
  /** Default: the endpoint with `?wsdl`. */
  readonly wsdlUrl?: string;
  /** Namespace of requests when the WSDL is not to be had. Default: the endpoint. */
  readonly namespace?: string;
  /** Starts within any second; default 5, 0 = unlimited. */
  readonly requestsPerSecond?: number;
  /** Requests at a time; default 1. */
  readonly inFlight?: number;
  /** A whole read, connecting included; default 30 s. */
  readonly readTimeoutMs?: number;
  /** A whole write; default 60 s, because giving up early costs a look-up. */
  readonly writeTimeoutMs?: number;
  /** Largest answer that is read; default 4 MiB, some 2,500 rows. */
  readonly maxAnswerBytes?: number;
  /** The database's version, as `22.05`: younger parameters are left out. Default: the newest, as far as the WSDL agrees. */
  readonly pixiVersion?: string;
  /** For rows without a currency, and the one of manual bookings; default EUR. */
  readonly defaultCurrency?: string;
  /** `PayCode` of settlements; default `CC`. */
  readonly payCode?: string;
  /** Whom pixi names as author of locks and comments; default `Abgleich`. */
  readonly userName?: string;
  /** Sent as `xapp`, which identifies a marketplace app. */
  readonly appId?: string;
  /** PEM of a certificate authority that the machine does not know. Certificates are always checked. */
  readonly ca?: string;
  /**
   * Whether an IP address may be connected to. Asked for every address that the endpoint's name leads to, at the moment of connecting; one
   * that may not is enough to refuse (`pixi.address-not-allowed`). Default: all may.
   */
  readonly mayConnect?: (address: string) => boolean;
  /** Put into the reference of every fault. */
  readonly connectionId?: string;
  /** A row that could not be understood and was left out of a list. */
  readonly onBadRow?: (fault: Fault) => void;
  /** For tests and the simulator. */
  readonly timers?: Timers;
  /** Another way to the database than HTTP; the simulator's leads to an engine in its own process. */
  readonly wire?: PixiWire;
};

export const DEFAULTS = {
  requestsPerSecond: 5,
  inFlight: 1,
  readTimeoutMs: 30_000,
  writeTimeoutMs: 60_000,
  maxAnswerBytes: 4 * 1024 * 1024,
  defaultCurrency: 'EUR',
  payCode: 'CC',
  userName: 'Abgleich',
} as const;

/** A database has hundreds of procedures and one WSDL for all. */
export const WSDL_BYTES_MAX = 16 * 1024 * 1024;
/** At five a second the last one waits for 100 s; later than that nobody needs the answer. */
export const WAITING_MAX = 500;
