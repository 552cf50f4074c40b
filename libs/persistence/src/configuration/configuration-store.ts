import type { ConfigurationReader, Fault } from '@abgleich/domain';
import type { Database } from '../database.js';
import type { SecretBox } from '../secret-box.js';
import { type ConfigurationPauses, createConfigurationPauses } from './configuration-pauses.js';
import { createConfigurationReader } from './configuration-reads.js';
import { type ConfigurationWriter, createConfigurationWriter } from './configuration-writes.js';

export type ConfigurationStoreOptions = {
  /** Called after a commit that told `config.changed`. */
  readonly onOutbox?: () => void;
  /** A connection or configuration whose secret cannot be read: it is left out, the others go on. */
  readonly onUnreadable?: (fault: Fault) => void;
};
export type ConfigurationStore = ConfigurationReader &
  ConfigurationWriter &
  ConfigurationPauses & {
    /** Forgets what was read; call it when `config.changed` arrives. Own saves do it themselves. */
    invalidate(): void;
  };

/** What merchants configured: read through a cache of a few seconds, written with encrypted secrets and versions. */
export function createConfigurationStore(
  db: Database,
  box: SecretBox,
  options: ConfigurationStoreOptions = {},
): ConfigurationStore {
  const { onOutbox = () => undefined, onUnreadable = () => undefined } = options;
  const reader = createConfigurationReader(db, box, { onUnreadable });
  const onSaved = (): void => {
    reader.invalidate();
    onOutbox();
  };
  return {
    ...reader,
    ...createConfigurationWriter({ db, box, onSaved }),
    ...createConfigurationPauses(db),
  };
}
