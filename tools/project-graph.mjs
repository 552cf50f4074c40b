// The import fence reads Nx's cached project graph. This makes sure there is one and that it is today's.
process.env.NX_DAEMON = 'false';

/** Computes (a second or two) and caches the project graph; throws when the workspace cannot be read. */
export async function cacheProjectGraph() {
  const { createProjectGraphAsync } = await import('@nx/devkit');
  return createProjectGraphAsync({ exitOnError: false });
}
