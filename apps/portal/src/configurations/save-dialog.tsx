import type { TFunction } from 'i18next';
import type { ConfigurationForm } from '@abgleich/contracts';
import { useTranslation } from 'react-i18next';
import { AskDialog } from './ask-dialog.js';
import type { FormPlace } from './configuration-form.js';
import { DiffTable } from './diff-table.js';
import { InFlightNotice } from './in-flight-notice.js';
import type { FormValues } from './settings.js';

type SaveDialogProps = {
  /** What is to be saved; `null`: nobody asked. */
  readonly asked: ConfigurationForm | null;
  readonly initial: FormValues;
  readonly version: number;
  readonly place: FormPlace;
  readonly inFlight: number;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Shows what a save will change, and for how many orders, before it is made. */
export function SaveDialog({ asked, initial, version, place, ...props }: SaveDialogProps) {
  const { t } = useTranslation();
  const isNew = version === 0;
  return (
    <AskDialog
      opened={asked !== null}
      title={t(isNew ? 'configurations.ask.createTitle' : 'configurations.ask.saveTitle')}
      yes={t('configurations.ask.save')}
      no={t('configurations.ask.cancel')}
      busy={props.busy}
      testId="save-ask"
      onYes={props.onYes}
      onNo={props.onNo}
    >
      {asked !== null && isNew && <p>{newWords(t, asked, place)}</p>}
      {asked !== null && !isNew && (
        <>
          <p>{t('configurations.ask.saveText', { version: version + 1 })}</p>
          <DiffTable
            before={initial}
            after={asked}
            beforeTitle={t('configurations.diff.before')}
            afterTitle={t('configurations.diff.after')}
            secretChanged={asked.privateKey !== null}
          />
          <InFlightNotice count={props.inFlight} />
        </>
      )}
    </AskDialog>
  );
}

function newWords(
  t: TFunction,
  { active, publicKey }: ConfigurationForm,
  place: FormPlace,
): string {
  if (!active) return t('configurations.ask.createOff', place);
  const world = publicKey.startsWith('p-')
    ? t('configurations.ask.worldLive')
    : t('configurations.ask.worldTest');
  return t('configurations.ask.createOn', { ...place, world });
}
