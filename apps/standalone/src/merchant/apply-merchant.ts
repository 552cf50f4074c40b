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
import { MERCHANT_FILE_AUTHOR } from '@abgleich/contracts';
import { createUser, hashPassword } from '@abgleich/portal-api';
import { type BaseSettings, newTraceId } from '@abgleich/service-kit';
import type { MerchantFile } from './merchant-file.js';
import { merchantId } from './merchant-id.js';

export type ApplyOptions = {
  readonly settings: Pick<BaseSettings, 'ABGLEICH_SECRET_KEYS'>;
  readonly now: Instant;
  /** The secret of a new organisation's error page; that of a known one stays as it is. */
  readonly errorPageToken?: string;
  /** Leaves alone what people have changed in the portal since: configurations, names, roles and languages. */
  readonly keepEdits?: boolean;
};
type Save = {
  readonly database: Database;
  readonly store: ConfigurationStore;
  readonly organisationId: OrganisationId;
  readonly connectionId: ConnectionId;
  readonly context: SaveContext;
  readonly keepEdits: boolean;
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
  { settings, now, errorPageToken, keepEdits = false }: ApplyOptions,
): Promise<Applied> {
  const box = createSecretBox(parseSecretKeys(settings.ABGLEICH_SECRET_KEYS));
  const store = createConfigurationStore(database, box);
  // Ids are ours, made for exactly these columns.
  const organisationId = merchantId(merchant.key, 'organisation') as OrganisationId;
  const connectionId = merchantId(merchant.key, 'connection') as ConnectionId;
  const context = { now, savedBy: MERCHANT_FILE_AUTHOR, traceId: newTraceId() };
  const save: Save = { database, store, organisationId, connectionId, context, keepEdits };

  const { organisation: name, connection, mail } = merchant;
  const isNew = await saveOrganisation(save, name);
  const password = new Secret(connection.password);
  await store.saveConnection(
    { ...connection, id: connectionId, organisationId, password },
    context,
  );
  if (mail !== null) await saveMail(save, mail, createMailAccounts(database, box));
  for (const user of merchant.users) await saveUser(save, user);
  if (isNew && errorPageToken !== undefined) {
    await createPortalStore(database).accounts.setErrorPageToken(organisationId, errorPageToken);
  }
  return saveConfigurations(save, merchant);
}

/** A new organisation has booked the app; what became of the booking of a known one is its own affair. */
async function saveOrganisation(
  { database, store, organisationId: id }: Save,
  name: string,
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    'update portal.organisations set name = $2 where id = $1',
    [id, name],
  );
  if (rowCount !== 0) return false;
  await store.saveOrganisation({ id, name, bookingState: 'active', bookingEndsAt: null });
  return true;
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
    const current = await currentVersion(save, draft.id);
    if (current !== null && (isSame(draft, current.is) || (save.keepEdits && current.isEdited)))
      continue;
    const version = await save.store.saveConfiguration(draft, save.context);
    saved.push(`${shopId}/${paymentCode} version ${version}`);
  }
  return { saved, unchanged: merchant.configurations.length - saved.length };
}

type Current = { readonly is: PaymentConfiguration; readonly isEdited: boolean };

async function currentVersion(
  { database, store }: Save,
  id: ConfigurationId,
): Promise<Current | null> {
  const { rows } = await database.pool.query<{ version: number; is_edited: boolean }>(
    `select version, saved_by <> $2 as is_edited from portal.configurations c
       join portal.configuration_versions v using (version) where c.id = $1 and v.configuration_id = c.id`,
    [id, MERCHANT_FILE_AUTHOR],
  );
  if (rows[0] === undefined) return null;
  const { version, is_edited: isEdited } = rows[0];
  const is = await store.configurationVersion(id, version).catch(unreadable);
  return is === null ? null : { is, isEdited };
}

type Draft = Omit<PaymentConfiguration, 'version'>;

function isSame(draft: Draft, current: PaymentConfiguration): boolean {
  const { version: _version, privateKey, ...rest } = current;
  const { privateKey: wantedKey, ...wanted } = draft;
  return isDeepStrictEqual(rest, wanted) && privateKey.reveal() === wantedKey.reveal();
}

async function saveUser(
  { database, organisationId, keepEdits }: Save,
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
    `update portal.users set password_hash = $3,
       name = case when $4 then name else $5 end,
       role = case when $4 then role else $6 end,
       language = case when $4 then language else $7 end
     where id = $1 and organisation_id = $2`,
    [
      known.id,
      organisationId,
      await hashPassword(user.password),
      keepEdits,
      user.name,
      user.role,
      user.language,
    ],
  );
}
