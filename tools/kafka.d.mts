export type StartedKafka = {
  readonly brokers: string[];
  /** `null` when KAFKA_BROKERS named a broker that is not ours. */
  readonly pid: number | null;
  /** Ends the broker in order and removes a temporary data directory. */
  stop(): Promise<void>;
  /** SIGKILL: the broker as after a crash. The data directory stays when `dataDir` was given. */
  kill(): Promise<void>;
};
export type KafkaOptions = {
  /** Default: ABGLEICH_CACHE_DIR, else `.cache` below the workspace root. */
  cacheDir?: string;
  /** Default 0: a free one. */
  port?: number;
  /** Kept after stop; default: a temporary one that stop removes. */
  dataDir?: string;
  /** Start a broker even when KAFKA_BROKERS is set. */
  own?: boolean;
  log?: (line: string) => void;
};
export const KAFKA_VERSION: string;
export function whyNoKafka(options?: Pick<KafkaOptions, 'cacheDir'>): Promise<string | null>;
export function fetchKafka(options?: Pick<KafkaOptions, 'cacheDir' | 'log'>): Promise<string>;
export function startKafka(options?: KafkaOptions): Promise<StartedKafka>;
