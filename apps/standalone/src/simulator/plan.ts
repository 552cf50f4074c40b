/** How a call, a message or a write can go wrong. Probabilities of one call, message or write. */
export const TROUBLES = [
  // The way to pixi and Unzer: not sent · sent and lost · done and the answer lost · done long after the client gave up ·
  // the server answers that it is busy, and has done nothing · an answer that nobody understands.
  'not-sent',
  'lost',
  'answer-lost',
  'late',
  'busy',
  'garbled',
  // The acquirer says no, or later.
  'declined',
  'pending',
  // pixi refuses a write.
  'refused',
  // The journal: not written · written and the answer lost.
  'write-lost',
  'write-unanswered',
  // The process ends before a call, or after the other side acted and before the answer came.
  'crash-before',
  'crash-after',
  // Messages between services.
  'message-twice',
  'message-late',
  // Unzer's notifications.
  'webhook-lost',
  'webhook-twice',
  'webhook-late',
] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What somebody does, at a moment of the plan. How exactly depends on the plan's seed and on how things stand then. */
export const ACTION_KINDS = [
  // The warehouse and customer service, in pixi.
  'ship',
  'ship-some',
  'cancel',
  'cancel-some',
  'undeliverable',
  'return-some',
  'return-all',
  'return-settled',
  // People who meddle in pixi.
  'settle',
  'lock',
  'unlock',
  'hold',
  'release',
  'rush',
  'correct-payment-id',
  // At Unzer: the customer, the acquirer, the shop, somebody in the back office.
  'finish',
  'receive',
  'receive-part',
  'receive-too-much',
  'capture-by-shop',
  'reverse-by-hand',
  'refund-by-hand',
  'chargeback',
  'expire',
  // Whoever knows the webhook's address.
  'forge-webhook',
  // In the portal.
  'recheck',
  'edit-tolerance',
  'edit-mode',
  'break-keys',
  'repair-keys',
  'switch-off',
  'switch-on',
  // Machines.
  'kill',
  'clock',
  'pixi-away',
  'unzer-away',
  'database-away',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

export type OrderPlan = {
  readonly index: number;
  /** Milliseconds after the begin. */
  readonly atMs: number;
  readonly paymentCode: string;
};
export type ActionPlan = {
  readonly id: number;
  readonly atMs: number;
  readonly kind: ActionKind;
  /** The order it is about; `null`: none. */
  readonly order: number | null;
};

/** Everything that a history is made of. What is taken out of it leaves the rest as it was. */
export type Plan = {
  readonly seed: number;
  readonly beginAt: number;
  readonly minutes: number;
  readonly processes: number;
  readonly pollSeconds: number;
  readonly toleranceMinor: number;
  readonly trouble: Readonly<Record<Trouble, number>>;
  /** Whether a process is told of news by webhooks at all. */
  readonly webhooks: boolean;
  readonly orders: readonly OrderPlan[];
  readonly actions: readonly ActionPlan[];
  /** The troubles that may happen, by name; `null`: all that chance brings. */
  readonly troublesAllowed: ReadonlySet<string> | null;
};
