import type {
  Clock,
  ForeignCall,
  OperationKind,
  Journal,
  PaymentProvider,
  ProviderAccess,
  PaymentConfiguration,
} from '@abgleich/domain';

/** What every flow needs. Assembled once per process by the composition root; the simulator hands in virtual ones. */
export type ReconcilerParts = {
  readonly journal: Journal;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  /** This process, as the journal names the owner of an open operation. */
  readonly owner: string;
  /** The service that decides, for the timeline. */
  readonly service: string;
  /** Waits before each look for a lost answer at the provider; after the last fruitless one the effect counts as not executed. */
  readonly lookUpWaitsMs: readonly number[];
  readonly newTraceId: () => string;
  /** Stops using a configuration whose keys the provider refuses as a whole. */
  readonly pauseConfiguration: (configuration: PaymentConfiguration) => Promise<void>;
  /** Called at every named step; a test kills the process there. Does nothing in production. */
  readonly atStep?: (step: CrashPoint) => void;
  /** List calls belong to no order; told here so that they are counted. */
  readonly onListCall?: (call: ForeignCall) => void;
  /** Something needs a look at that moment though no poll will bring it. */
  readonly wakeAt?: (at: number) => void;
};

/** The steps of intent, act, outcome at which a crash must not change the end. */
export const EFFECT_STEPS = ['before-intent', 'intent-saved', 'acted', 'outcome-saved'] as const;
export type EffectStep = (typeof EFFECT_STEPS)[number];
export type CrashPoint = `${OperationKind}.${EffectStep}`;

/** The compiler asks for a kind that is missing here. */
const EVERY_KIND = {
  lock: true,
  unlock: true,
  release: true,
  capture: true,
  settlement: true,
  comment: true,
  reversal: true,
  refund: true,
  'shipment-notice': true,
  booking: true,
} as const satisfies Record<OperationKind, true>;

/** Every crash point of the flows there are; a test visits each. */
export const CRASH_POINTS: readonly CrashPoint[] = (
  Object.keys(EVERY_KIND) as (keyof typeof EVERY_KIND)[]
) // its own keys
  .flatMap((kind) => EFFECT_STEPS.map((step) => `${kind}.${step}` as const));

/** The provider access of a configuration. */
export const accessOf = (configuration: PaymentConfiguration): ProviderAccess => ({
  privateKey: configuration.privateKey,
  publicKey: configuration.publicKey,
  baseUrl: configuration.providerUrl,
});
