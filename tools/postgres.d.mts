/** A PostgreSQL that this process started. `url` names the database `postgres`. */
export type EmbeddedPostgres = {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  readonly dataDir: string;
  /** 0 or absent: a free one. */
  readonly port?: number;
  readonly user?: string;
  /** Server settings (`-c name=value`) on top of the built-in small-memory ones. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
};

/**
 * Starts PostgreSQL on `dataDir`, creating it when new; works as root. Throws an Error with a clear sentence when the
 * directory belongs to a running instance or the port is taken.
 */
export function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres>;

/** Creates the database `name` unless it exists, and returns its URL. */
export function createDatabase(
  url: string,
  name: string,
  options?: { readonly template?: string },
): Promise<string>;
