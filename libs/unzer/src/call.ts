/**
 * read: changes nothing, may be repeated · act: moves money or goods, must never be repeated blindly · repeat: changes something,
 * but a second time does no harm (webhook registrations).
 */
export type CallEffect = 'read' | 'act' | 'repeat';

/** One request to Unzer, before it has a host and a key. */
export type UnzerCall = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the version: `/payments/s-pay-1/charges`. */
  readonly path: string;
  /** For the timeline: `POST /payments/{id}/charges`. */
  readonly name: string;
  readonly effect: CallEffect;
  readonly body: Readonly<Record<string, string>> | null;
  readonly paymentId: string | null;
};

/** What came back, whatever it is. */
export type HttpAnswer = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
};
