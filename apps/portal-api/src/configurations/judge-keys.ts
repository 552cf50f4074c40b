import { isFault, type Secret } from '@abgleich/domain';
import { portalProblem } from '../portal-problem.js';
import { type ConfigurationCentre, personsCall, withinPatience } from './configuration-centre.js';

export type KeysInQuestion = {
  readonly publicKey: string;
  readonly privateKey: Secret;
  readonly providerUrl: string | null;
  /** Unchanged keys were checked when they were entered: that Unzer cannot be asked just now keeps nobody from saving something else. */
  readonly unchanged: boolean;
  readonly active: boolean;
  readonly unchecked: 'refuse' | 'save';
};

/**
 * Asks Unzer whether the pair is good. Throws a problem for keys that must not be saved: of two environments, refused, or not to be checked
 * now without the person having said that this is fine.
 */
export async function judgeKeys(
  { provider }: Pick<ConfigurationCentre, 'provider'>,
  keys: KeysInQuestion,
): Promise<'good' | 'not-checked'> {
  const { publicKey, privateKey, providerUrl } = keys;
  if (privateKey.reveal()[0] !== publicKey[0])
    throw portalProblem(
      422,
      'portal.keys-differ',
      'Public and private key are of different environments (s- = test, p- = live).',
    );
  // Switching off must be possible with keys that Unzer no longer takes.
  if (keys.unchanged && !keys.active) return 'not-checked';
  const answer = await ask(provider, { publicKey, privateKey, baseUrl: providerUrl });
  if (answer === 'good') return 'good';
  if (answer === 'refused')
    throw portalProblem(422, 'portal.keys-refused', 'Unzer refuses this key pair.');
  if (keys.unchanged || keys.unchecked === 'save') return 'not-checked';
  throw portalProblem(
    503,
    'portal.keys-not-checked',
    'Unzer cannot be asked about the keys now. Send uncheckedKeys: "save" to save all the same.',
  );
}

async function ask(
  provider: ConfigurationCentre['provider'],
  access: Parameters<ConfigurationCentre['provider']['checkKeys']>[0],
): Promise<'good' | 'refused' | 'unknown'> {
  try {
    const found = await withinPatience(provider.checkKeys(access, personsCall()));
    return found === null ? 'unknown' : 'good';
  } catch (error) {
    if (!isFault(error)) throw error;
    return error.kind === 'config' || error.kind === 'rejected' ? 'refused' : 'unknown';
  }
}
