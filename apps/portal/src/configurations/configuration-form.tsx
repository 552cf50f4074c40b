import {
  checkedConfigurationForm,
  type ConfigurationForm as Form,
  newConfigurationForm,
  type SavedConfiguration,
} from '@abgleich/contracts';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import classes from './configurations.module.css';
import { FormSections } from './form-sections.js';
import { LeaveGuard } from './leave-guard.js';
import { PreviewPanel } from './preview-panel.js';
import { SaveBar } from './save-bar.js';
import { SaveDialog } from './save-dialog.js';
import { isChangedMeanwhile } from './save-refusal.js';
import type { FormValues } from './settings.js';

export type Unchecked = 'refuse' | 'save';
/** Which configuration this is, for questions and hints. */
export type FormPlace = { readonly payment: string; readonly shop: string };
type ConfigurationFormProps = {
  /** `null` and 0: it does not exist yet. */
  readonly version: number;
  readonly initial: FormValues;
  /** The values of a copy or of what was entered before somebody else saved; they are changes against `initial`. */
  readonly entered?: FormValues;
  /** Where the private key comes from when the field stays empty. */
  readonly storedKey: 'stored' | 'copied' | 'none';
  readonly readOnly: boolean;
  readonly place: FormPlace;
  readonly seenMethod: string | null;
  readonly inFlight: number;
  readonly save: (form: Form, unchecked: Unchecked) => Promise<SavedConfiguration>;
  readonly onSaved: (saved: SavedConfiguration) => void;
  /** Somebody saved a newer version meanwhile; what was entered comes along, so that nothing is lost. */
  readonly onChangedMeanwhile?: (entered: FormValues) => void;
  readonly onDirty?: (isDirty: boolean) => void;
  /** Stands above the fields: what there is to know before one changes anything. */
  readonly children?: ReactNode;
};

/** The fields of a configuration, the preview beside them, and the bar that saves them. New and stored ones alike. */
export function ConfigurationForm(props: ConfigurationFormProps) {
  const { initial, entered, storedKey, readOnly, version, place, save, onSaved } = props;
  const { t } = useTranslation();
  const schema = storedKey === 'none' ? newConfigurationForm : checkedConfigurationForm;
  const form = useForm<FormValues, unknown, Form>({
    defaultValues: initial,
    ...(entered === undefined
      ? {}
      : { values: entered, resetOptions: { keepDefaultValues: true } }),
    resolver: zodResolver(schema),
    mode: 'onTouched',
  });
  const [asked, setAsked] = useState<Form | null>(null);
  /** Known at once, not with the next rendering: what was saved may be left in the same moment. */
  const done = useRef(false);
  const saving = useMutation({
    mutationFn: ({ values, unchecked }: { values: Form; unchecked: Unchecked }) =>
      save(values, unchecked),
    onSuccess: (saved) => {
      done.current = true;
      onSaved(saved);
    },
    onError: (error) => {
      if (isChangedMeanwhile(error)) props.onChangedMeanwhile?.(form.getValues());
    },
    onSettled: () => setAsked(null),
  });
  const isNew = version === 0;
  const { isDirty } = form.formState;
  const { onDirty } = props;
  useEffect(() => onDirty?.(isDirty), [isDirty, onDirty]);
  const send = (unchecked: Unchecked) => (values: Form) => saving.mutate({ values, unchecked });
  const refused = saving.error !== null && !isChangedMeanwhile(saving.error) ? saving.error : null;

  return (
    <FormProvider {...form}>
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => void form.handleSubmit(setAsked)(event)}
        aria-label={t(isNew ? 'configurations.form.newTitle' : 'configurations.form.tabFields')}
      >
        <div className={classes.columns}>
          <div className={classes.fields}>
            {props.children}
            <FormSections
              readOnly={readOnly}
              storedKey={storedKey}
              marksChanges={!isNew}
              seenMethod={props.seenMethod}
            />
          </div>
          <PreviewPanel seenMethod={props.seenMethod} />
        </div>
        {!readOnly && (isNew || isDirty || refused !== null) && (
          <SaveBar
            initial={initial}
            version={version}
            refused={refused}
            busy={saving.isPending}
            onAgain={() => void form.handleSubmit(send('refuse'))()}
            onUnchecked={() => void form.handleSubmit(send('save'))()}
            onDiscard={() => {
              saving.reset();
              form.reset(initial);
            }}
          />
        )}
      </form>
      <SaveDialog
        asked={asked}
        initial={initial}
        version={version}
        place={place}
        inFlight={props.inFlight}
        busy={saving.isPending}
        onYes={() => asked !== null && send('refuse')(asked)}
        onNo={() => setAsked(null)}
      />
      <LeaveGuard isUnsaved={() => !readOnly && isDirty && !done.current} />
    </FormProvider>
  );
}
