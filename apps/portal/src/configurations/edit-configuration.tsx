import type { ConfigurationAnswer, SavedConfiguration } from '@abgleich/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  configurationQuery,
  configurationsQuery,
  saveConfiguration,
} from '../api/configurations.js';
import { ConfigurationForm } from './configuration-form.js';
import classes from './configurations.module.css';
import { ConflictPanel } from './conflict-panel.js';
import { guessMethod } from './guess-method.js';
import { InFlightNotice } from './in-flight-notice.js';
import { placeWords } from './place-words.js';
import { rebaseForm } from './rebase-form.js';
import { SavedNotice } from './saved-notice.js';
import { type FormValues, valuesOf } from './settings.js';
import { useIsAdmin } from './use-is-admin.js';

const route = getRouteApi('/inside/konfiguration/$configurationId');

type Editing = {
  /** What the form was filled from. */
  readonly base: ConfigurationAnswer;
  readonly entered?: FormValues;
  /** A new form for each of them. */
  readonly serial: number;
};
type Conflict = { readonly theirs: ConfigurationAnswer; readonly mine: FormValues };

/** The form of a stored configuration. What somebody else saves meanwhile is shown beside what was entered; nothing of either is lost. */
export function EditConfiguration({ data }: { data: ConfigurationAnswer }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const isAdmin = useIsAdmin();
  const { angelegt } = route.useSearch();
  const [editing, setEditing] = useState<Editing>({ base: data, serial: 0 });
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [saved, setSaved] = useState<SavedConfiguration | null>(null);
  const [isDirty, setIsDirty] = useState(false);
  const { base } = editing;
  const initial = useMemo(() => valuesOf(base), [base]);
  const fresh = (): Promise<ConfigurationAnswer> =>
    client.fetchQuery({ ...configurationQuery(base.id), staleTime: 0 });

  const onSaved = (done: SavedConfiguration): void => {
    setSaved(done);
    setConflict(null);
    void client.invalidateQueries({ queryKey: configurationsQuery.queryKey });
    void fresh().then((next) => setEditing({ base: next, serial: editing.serial + 1 }));
  };
  const startFrom = (theirs: ConfigurationAnswer, entered?: FormValues): void => {
    setConflict(null);
    const serial = editing.serial + 1;
    setEditing({ base: theirs, serial, ...(entered === undefined ? {} : { entered }) });
  };
  // A version that was restored on the history page, or saved in another window: taken over at once where nothing was entered here.
  const isBehind = data.version > base.version && conflict === null && !isDirty;
  useEffect(() => {
    if (isBehind) setEditing(({ serial }) => ({ base: data, serial: serial + 1 }));
  }, [isBehind, data]);

  return (
    <>
      <SavedNotice saved={saved} created={angelegt} />
      <ConfigurationForm
        key={editing.serial}
        version={base.version}
        initial={initial}
        {...(editing.entered === undefined ? {} : { entered: editing.entered })}
        storedKey="stored"
        readOnly={!isAdmin}
        place={placeWords(base)}
        seenMethod={likelyMethod(base)}
        inFlight={data.inFlight}
        save={(form, uncheckedKeys) => {
          setSaved(null);
          return saveConfiguration(base.id, { baseVersion: base.version, form, uncheckedKeys });
        }}
        onSaved={onSaved}
        onDirty={setIsDirty}
        onChangedMeanwhile={(mine) => void fresh().then((theirs) => setConflict({ theirs, mine }))}
      >
        {conflict !== null && (
          <ConflictPanel
            base={base}
            theirs={conflict.theirs}
            onKeep={() => {
              const theirs = valuesOf(conflict.theirs);
              startFrom(
                conflict.theirs,
                rebaseForm(valuesOf(base), { mine: conflict.mine, theirs }),
              );
            }}
            onTake={() => startFrom(conflict.theirs)}
          />
        )}
        {!data.connectionActive && (
          <p className={classes.off}>
            {t('configurations.form.connectionOff', { connection: data.connectionName })}
          </p>
        )}
        {isAdmin && <InFlightNotice count={data.inFlight} />}
      </ConfigurationForm>
    </>
  );
}

/** What the latest orders were paid with, or else what name and tag suggest. */
const likelyMethod = ({ seenMethods, paymentName, fields }: ConfigurationAnswer): string | null =>
  seenMethods[0]?.name ?? guessMethod({ name: paymentName ?? '', xmlTag: fields.xmlTag });
