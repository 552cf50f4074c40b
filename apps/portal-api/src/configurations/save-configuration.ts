import { randomUUID } from 'node:crypto';
import {
  type createConfigurationRequest,
  differingFields,
  type restoreConfigurationRequest,
  type SavedConfiguration,
  type saveConfigurationRequest,
  type ConfigurationFields,
} from '@abgleich/contracts';
import { type ConfigurationId, Secret } from '@abgleich/domain';
import type { AuditContext, SaveNote, SaveResult, StoredVersion } from '@abgleich/persistence';
import type { z } from 'zod';
import { portalProblem } from '../portal-problem.js';
import type { ConfigurationCentre } from './configuration-centre.js';
import { judgeKeys } from './judge-keys.js';

type Asked = { readonly centre: ConfigurationCentre; readonly context: AuditContext };

/** The first version of a configuration, anew or as a copy. Throws a problem when it cannot be. */
export async function createChecked(
  { centre, context }: Asked,
  request: z.output<typeof createConfigurationRequest>,
): Promise<SavedConfiguration> {
  const { form, copyOf, uncheckedKeys, ...place } = request;
  const { privateKey: given, method, ...fields } = form;
  const source = copyOf === null ? null : await sourceOf({ centre, context }, copyOf);
  const privateKey = given === null ? source?.privateKey : new Secret(given);
  if (privateKey === undefined) throw keyMissing();
  const providerUrl = providerUrlOf(centre, fields.publicKey, source);
  const keys = await judgeKeys(centre, {
    publicKey: fields.publicKey,
    privateKey,
    providerUrl,
    active: fields.active,
    unchanged: false,
    unchecked: uncheckedKeys,
  });
  const id = randomUUID() as ConfigurationId; // a new one of ours
  const content = { ...fields, privateKey, providerUrl };
  const note: SaveNote = {
    action: copyOf === null ? 'configuration.saved' : 'configuration.copied',
    details: { ...(copyOf === null ? {} : { copyOf }), keys },
  };
  const result = await centre.store.create({ ...place, id, method, content }, context, note);
  return { id, version: versionOf(result), keys };
}

/** The next version of a configuration. Throws a problem when it cannot be. */
export async function saveChecked(
  { centre, context }: Asked,
  id: string,
  request: z.output<typeof saveConfigurationRequest>,
): Promise<SavedConfiguration> {
  const { form, baseVersion, uncheckedKeys } = request;
  const { privateKey: given, method, ...fields } = form;
  const base = await storedOrProblem({ centre, context }, { id, version: baseVersion });
  const privateKey = given === null ? base.privateKey : new Secret(given);
  const isSameKey = privateKey.reveal() === base.privateKey.reveal();
  const changed = changedFields(base, fields, isSameKey);
  return change(
    { centre, context },
    { id, baseVersion, uncheckedKeys },
    {
      content: {
        ...fields,
        privateKey,
        providerUrl: providerUrlOf(centre, fields.publicKey, base),
      },
      unchanged: isSameKey && fields.publicKey === base.fields.publicKey,
      method,
      note: { action: 'configuration.saved', details: { changed } },
    },
  );
}

/** An earlier version as the next one, its private key included. Throws a problem when it cannot be. */
export async function restoreChecked(
  { centre, context }: Asked,
  id: string,
  { version, baseVersion, uncheckedKeys }: z.output<typeof restoreConfigurationRequest>,
): Promise<SavedConfiguration> {
  const base = await storedOrProblem({ centre, context }, { id, version: baseVersion });
  const wanted = await centre.store.storedVersion(context.organisationId, { id, version });
  if (wanted === null) throw noSuchConfiguration();
  const { privateKey, providerUrl } = wanted;
  const isSameKey = privateKey.reveal() === base.privateKey.reveal();
  // Versions of before it was kept leave the switch as it stands.
  const active = wanted.fields.active ?? base.fields.active ?? false;
  const fields = { ...wanted.fields, active };
  return change(
    { centre, context },
    { id, baseVersion, uncheckedKeys },
    {
      content: { ...fields, privateKey, providerUrl },
      unchanged: isSameKey && fields.publicKey === base.fields.publicKey,
      method: undefined,
      note: {
        action: 'configuration.restored',
        details: { restored: String(version), changed: changedFields(base, fields, isSameKey) },
      },
    },
  );
}

type Change = Parameters<ConfigurationCentre['store']['change']>[0];
type Checked = Pick<Change, 'content' | 'method'> & {
  readonly unchanged: boolean;
  readonly note: SaveNote;
};

async function change(
  { centre, context }: Asked,
  { id, baseVersion, uncheckedKeys }: Base,
  { content, method, unchanged, note }: Checked,
): Promise<SavedConfiguration> {
  const { publicKey, privateKey, providerUrl, active } = content;
  const question = { publicKey, privateKey, providerUrl, active, unchanged };
  const keys = await judgeKeys(centre, { ...question, unchecked: uncheckedKeys });
  const details = { ...note.details, keys };
  const result = await centre.store.change({ id, baseVersion, method, content }, context, {
    ...note,
    details,
  });
  return { id, version: versionOf(result), keys };
}
type Base = {
  readonly id: string;
  readonly baseVersion: number;
  readonly uncheckedKeys: 'refuse' | 'save';
};

/** The version that a save starts from. An older one than the newest is told as such before anything is asked of Unzer. */
async function storedOrProblem(
  { centre, context }: Asked,
  of: { readonly id: string; readonly version: number },
): Promise<StoredVersion> {
  const { organisationId } = context;
  const current = await centre.store.read(organisationId, of.id);
  if (current === null) throw noSuchConfiguration();
  if (current.version !== of.version) throw changedMeanwhile();
  const stored = await centre.store.storedVersion(organisationId, of);
  if (stored === null) throw noSuchConfiguration();
  return { ...stored, fields: { ...stored.fields, active: current.fields.active } };
}

async function sourceOf({ centre, context }: Asked, id: string): Promise<StoredVersion> {
  const current = await centre.store.read(context.organisationId, id);
  const stored =
    current === null
      ? null
      : await centre.store.storedVersion(context.organisationId, { id, version: current.version });
  if (stored === null) throw noSuchConfiguration();
  return stored;
}

/** Keys keep the address they were stored with; new test keys go where this installation says, live keys only to Unzer itself. */
function providerUrlOf(
  { testProviderUrl }: ConfigurationCentre,
  publicKey: string,
  known: StoredVersion | null,
): string | null {
  if (known !== null && known.fields.publicKey === publicKey) return known.providerUrl;
  return publicKey.startsWith('s-') ? testProviderUrl : null;
}

/** Names of fields only: what they hold stands in the versions. */
const changedFields = (
  { fields: before }: StoredVersion,
  fields: ConfigurationFields | (StoredVersion['fields'] & { active: boolean }),
  isSameKey: boolean,
): string => [...differingFields(before, fields), ...(isSameKey ? [] : ['privateKey'])].join(', ');

function versionOf(result: SaveResult): number {
  switch (result.kind) {
    case 'saved':
      return result.version;
    case 'not-found':
      throw noSuchConfiguration();
    case 'changed':
      throw changedMeanwhile();
    case 'exists':
      throw portalProblem(
        409,
        'portal.configuration-exists',
        'This payment method of this Mandant and connection is configured already.',
      );
  }
}

export const noSuchConfiguration = () =>
  portalProblem(404, 'portal.not-found', 'There is no such configuration, version or connection.');
const changedMeanwhile = () =>
  portalProblem(
    409,
    'portal.configuration-changed',
    'Somebody saved a newer version meanwhile. Read it, then save on top of it.',
  );
const keyMissing = () =>
  portalProblem(422, 'portal.private-key-missing', 'A new configuration needs a private key.');
