import { isDeepStrictEqual } from 'node:util';
import {
  type ConfigurationId,
  type ConnectionId,
  type ErpPaymentCode,
  type Instant,
  type OrganisationId,
  type PaymentConfiguration,
  Secret,
  type ShopId,
  isFault,
} from '@abgleich/domain';
import {
  type ConfigurationStore,
  type Database,
  type MailAccounts,
  type SaveContext,
  createConfigurationStore,
  createMailAccounts,
  createPortalStore,
  createSecretBox,
  parseSecretKeys,
} from '@abgleich/persistence';
import { createUser, hashPassword } from '@abgleich/portal-api';
import { type BaseSettings, newTraceId } from '@abgleich/service-kit';
import type { MerchantFile } from './merchant-file.js';
import { merchantId } from './merchant-id.js';

export type ApplyOptions = {
  readonly settings: Pick<BaseSettings, 'ABGLEICH_SECRET_KEYS'>;
  readonly now: Instant;
  /** Sets the secret of the error page's link; left alone when it is not given. */
  readonly errorPageToken?: string;
};
type Save = {
  readonly database: Database;
  readonly store: ConfigurationStore;
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly context: SaveContext;
};

/** What entering a merchant changed, for the one who did it. */
export type Applied = { readonly saved: readonly string[]; readonly unchanged: number };

/**
 * Enters a merchant, or brings one up to date: what is the same stays, a configuration that differs becomes a new version, nothing that
 * the file does not name is deleted. Throws a fault; run it again then.
 */
export async function applyMerchant(
  database: Database,
  merchant: MerchantFile,
  { settings, now, errorPageToken }: ApplyOptions,
): Promise<Applied> {
  const box = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const store = createConfigurationStore(database, box);
  // Ids are ours, made for exactly these columns.
  const organisationId = merchantId(merchant.key, 'organisation') as OrganisationId;
  const connectionId = merchantId(merchant.key, 'connection') as ConnectionId;
  const context = { now, savedBy: 'merchant file', traceId: newTraceId() };
  const save: Save = { database, store, organisationId, connectionId, context };

  const { organisation: name, connection, mail } = merchant;
  await saveOrganisation(save, name);
  const password = new Secret(connection.password);
  await store.saveConnection(
    { ...connection, id: connectionId, organisationId, password },
    context,
  );
  if (mail !== null) await saveMail(save, mail, createMailAccounts(database, box));
  for (const user of merchant.users) await saveUser(save, user);
  if (errorPageToken !== undefined) {
    await createPortalStore(database).accounts.setErrorPageToken(organisationId, errorPageToken);
  }
  return saveConfigurations(save, merchant);
}

/** A new organisation has booked the app; what became of the booking of a known one is its own affair. */
async function saveOrganisation(
  { database, store, organisationId: id }: Save,
  name: string,
): Promise<void> {
  const { rowCount } = await database.pool.query(
    'update portal.organisations set name = $2 where id = $1',
    [id, name],
  );
  if (rowCount !== 0) return;
  await store.saveOrganisation({ id, name, bookingState: 'active', bookingEndsAt: null });
}

/** An account that is the same stays as it is: saving it would ask for another test mail. */
async function saveMail(
  { store, organisationId }: Save,
  { password, ...rest }: NonNullable<MerchantFile['mail']>,
  accounts: MailAccounts,
): Promise<void> {
  const known = await accounts.read(organisationId).catch(unreadable);
  const isSame =
    known !== null &&
    known.password?.reveal() === (password ?? undefined) &&
    Object.entries(rest).every(([key, value]) => known[key as keyof typeof rest] === value); // the keys are those of `rest`
  if (isSame) return;
  const secret = password === null ? null : new Secret(password);
  await store.saveMailAccount({ ...rest, organisationId, password: secret });
}

/** Encrypted under a key that is gone: what the file says takes its place. */
function unreadable(error: unknown): null {
  if (isFault(error) && error.code === 'platform.secret-unreadable') return null;
  throw error;
}

async function saveConfigurations(save: Save, merchant: MerchantFile): Promise<Applied> {
  const saved: string[] = [];
  for (const wanted of merchant.configurations) {
    const { shopId, paymentCode, privateKey, ...rest } = wanted;
    const draft = {
      ...rest,
      id: merchantId(merchant.key, 'configuration', shopId, paymentCode) as ConfigurationId,
      organisationId: save.organisationId,
      connectionId: save.connectionId,
      shopId: shopId as ShopId,
      paymentCode: paymentCode as ErpPaymentCode,
      privateKey: new Secret(privateKey),
    };
    if (isSame(draft, await currentVersion(save, draft.id))) continue;
    const version = await save.store.saveConfiguration(draft, save.context);
    saved.push(`${shopId}/${paymentCode} version ${version}`);
  }
  return { saved, unchanged: merchant.configurations.length - saved.length };
}

async function currentVersion(
  { database, store }: Save,
  id: ConfigurationId,
): Promise<PaymentConfiguration | null> {
  const { rows } = await database.pool.query<{ version: number }>(
    'select version from portal.configurations where id = $1',
    [id],
  );
  if (rows[0] === undefined) return null;
  return store.configurationVersion(id, rows[0].version).catch(unreadable);
}

type Draft = Omit<PaymentConfiguration, 'version'>;

function isSame(draft: Draft, current: PaymentConfiguration | null): boolean {
  if (current === null) return false;
  const { version: _version, privateKey, ...rest } = current;
  const { privateKey: wantedKey, ...wanted } = draft;
  return isDeepStrictEqual(rest, wanted) && privateKey.reveal() === wantedKey.reveal();
}

async function saveUser(
  { database, organisationId }: Save,
  user: MerchantFile['users'][number],
): Promise<void> {
  const { accounts } = createPortalStore(database);
  const known = await accounts.findUser(user.email);
  if (known === null) {
    await createUser({ accounts }, { ...user, organisationId });
    return;
  }
  // The organisation is part of the condition: a file never changes a user of somebody else.
  await database.pool.query(
    `update portal.users set name = $3, role = $4, language = $5, password_hash = $6 where id = $1 and organisation_id = $2`,
    [
      known.id,
      organisationId,
      user.name,
      user.role,
      user.language,
      await hashPassword(user.password),
    ],
  );
}
