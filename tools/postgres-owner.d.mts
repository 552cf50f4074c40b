/**
 * Claims `directory` for this process by a file beside it; shuts down a PostgreSQL that a dead owner left running on it. Throws an Error
 * when a living process owns it. The answer gives the claim back.
 */
export function claimDataDirectory(directory: string): Promise<() => Promise<void>>;
