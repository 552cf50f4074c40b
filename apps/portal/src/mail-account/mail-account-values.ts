import { zodResolver } from '@hookform/resolvers/zod';
import { type MailAccountAnswer, mailAccountEntry } from '@abgleich/contracts';

export type Account = MailAccountAnswer['account'];
/** As the form holds it: every value a text, and whether there is a login at all. */
export type Values = {
  host: string;
  port: string;
  security: string;
  login: boolean;
  username: string;
  password: string;
  sender: string;
  recipient: string;
};
export type FieldName = Exclude<keyof Values, 'login'>;

export const valuesOf = (account: Account): Values => ({
  host: account?.host ?? '',
  port: account === null ? '587' : String(account.port),
  security: account?.security ?? 'starttls',
  login: account === null || account.username !== null,
  username: account?.username ?? '',
  password: '',
  sender: account?.sender ?? '',
  recipient: account?.recipient ?? '',
});

/** What the server is sent for what the form holds. */
export const entryOf = ({ login, username, password, port, security, ...rest }: Values) => ({
  ...rest,
  port: /^\d+$/.test(port) ? Number(port) : Number.NaN,
  security,
  username: login ? username : null,
  password: login && password !== '' ? password : null,
});

/** The server's own schema, over what the server would be sent. */
export const resolver: ReturnType<typeof zodResolver<Values, unknown, Values>> = async (
  values,
  context,
  options,
) => {
  const own = zodResolver(mailAccountEntry) as unknown as typeof resolver; // it takes the entry in place of the values
  const { errors } = await own(entryOf(values) as unknown as Values, context, options);
  return Object.keys(errors).length === 0 ? { values, errors: {} } : { values: {}, errors };
};
