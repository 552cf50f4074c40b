import { EXPORT_FORMATS, EXPORT_ROWS_MAX, type ExportFormat } from '@abgleich/contracts';
import { Button, Radio } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportedFile, exportOrders } from '../api/orders.js';
import { localeOf } from '../format/locale.js';
import { useLanguage } from '../i18n/use-language.js';
import { failureOf } from '../order/failure-of.js';
import { DialogFrame } from '../ui/dialog-frame.js';
import classes from './bulk.module.css';
import { filterOf, type OrdersSearch } from './orders-search.js';

type ExportProps = { readonly search: OrdersSearch; readonly matching: number };

/** What is filtered as a file; says before how much of it a file holds. */
export function ExportButton(props: ExportProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={() => setOpened(true)}
        disabled={props.matching === 0}
        data-testid="export"
      >
        {t('export.button')} …
      </Button>
      {opened && <ExportDialog {...props} onClose={() => setOpened(false)} />}
    </>
  );
}

function ExportDialog({ search, matching, onClose }: ExportProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [format, setFormat] = useState<ExportFormat>('xlsx');
  const wish = useMutation({
    mutationFn: () => exportOrders({ format, filter: filterOf(search), language }),
    onSuccess: save,
  });
  const number = (value: number) => new Intl.NumberFormat(localeOf(language)).format(value);
  return (
    <DialogFrame title={t('export.title')} onClose={onClose} testId="export-dialog">
      <p>{t('export.what', { count: matching, number: number(matching) })}</p>
      <Radio.Group
        label={t('export.format')}
        value={format}
        onChange={(value) => setFormat(value === 'csv' ? 'csv' : 'xlsx')}
      >
        <div className={classes.formats}>
          {EXPORT_FORMATS.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`export.${one}`)}
              description={t(`export.${one}Help`, { max: number(EXPORT_ROWS_MAX[one]) })}
              data-testid={`export-${one}`}
            />
          ))}
        </div>
      </Radio.Group>
      {matching > EXPORT_ROWS_MAX[format] && (
        <p className={classes.limit}>
          {t('export.limit', { max: number(EXPORT_ROWS_MAX[format]) })}
        </p>
      )}
      <p role="status" data-testid="export-outcome" className={classes.quiet}>
        {wish.error !== null
          ? t(failureOf(wish.error))
          : wish.data &&
            t('export.done', {
              name: wish.data.name,
              rows: number(wish.data.rows),
              orders: number(wish.data.orders),
            })}
      </p>
      <div className={classes.choices}>
        <Button variant="default" onClick={onClose}>
          {t('bulk.close')}
        </Button>
        <Button onClick={() => wish.mutate()} loading={wish.isPending} data-testid="export-confirm">
          {t('export.download')}
        </Button>
      </div>
    </DialogFrame>
  );
}

/** Hands the file to the browser, which puts it where it puts downloads. */
function save({ content, name }: ExportedFile): void {
  const address = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
