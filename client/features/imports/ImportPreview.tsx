import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Select } from '../../ui/Select.tsx'
import { Table } from '../../ui/Table.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useImportCalls } from './calls.ts'
import { useShowImport } from './queries.ts'

type Reading = Import['reading']
const ENCODINGS: readonly Reading['encoding'][] = ['utf-8', 'big5', 'utf-16le', 'utf-16be']
const SEPARATORS: readonly Reading['separator'][] = [',', ';', '\t']

/** The first five rows as they are read, with what each column becomes; all of it can be chosen otherwise. */
export function ImportPreview({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const { id, reading, preview, fields, missing, format, actions } = shown
  const canChange = actions.includes('read')
  const change = useCommand(
    (body: Partial<Reading>) => calls.readOtherwise(id, body),
    (now) => {
      show(now)
      return t('imports.begun', { name: now.fileName })
    },
  )
  const read = (wanted: Partial<Reading>) => {
    change.reset()
    change.run({
      ...((format === 'csv' || format === 'zip') && {
        encoding: reading.encoding,
        separator: reading.separator,
      }),
      headerRow: reading.headerRow,
      ...wanted,
    })
  }
  // A field is one column's: chosen for another, the first is left out.
  const choose = (column: number, field: string) =>
    read({
      columns: reading.columns.map((now, n) => (n === column ? field || null : now === field ? null : now)),
    })
  const labelOf = (key: string) => fields.find((field) => field.key === key)?.label ?? key
  return (
    <section className="imports-part">
      <h2>{t('imports.preview.title')}</h2>
      {(format === 'csv' || format === 'zip') && (
        <div className="admin-filters">
          <Select
            label={t('imports.preview.encoding')}
            placeholder={null}
            value={reading.encoding}
            isDisabled={!canChange}
            options={ENCODINGS.map((one) => ({ id: one, label: t(`imports.preview.encodings.${one}`) }))}
            onChange={(encoding) => read({ encoding: encoding as Reading['encoding'] })}
          />
          <Select
            label={t('imports.preview.separator')}
            placeholder={null}
            value={reading.separator}
            isDisabled={!canChange}
            options={SEPARATORS.map((one) => ({ id: one, label: t(`imports.preview.separators.${one}`) }))}
            onChange={(separator) => read({ separator: separator as Reading['separator'] })}
          />
        </div>
      )}
      <p className="admin-detail">{t('imports.preview.help')}</p>
      {preview.isGarbled && <Banner tone="warning">{t('imports.preview.garbled')}</Banner>}
      {missing.length > 0 && (
        <Banner tone="warning">
          {t('imports.preview.missing', { fields: missing.map(labelOf).join('、') })}
        </Banner>
      )}
      <div role="alert">{change.problem && <ErrorLine>{change.problem}</ErrorLine>}</div>
      <Table
        caption={t('imports.preview.title')}
        className="imports-preview"
        columns={[
          {
            id: 'no',
            header: t('imports.preview.row'),
            isRowHeader: true,
            cell: (row: Import['preview']['rows'][number]) => row.no,
          },
          ...preview.header.map((name, n) => ({
            id: String(n),
            header: (
              <span className="imports-column">
                <span>{name || t('imports.preview.noName')}</span>
                <Select
                  label={t('imports.preview.column', { n: n + 1, name })}
                  hideLabel
                  placeholder={t('imports.preview.skip')}
                  value={reading.columns[n] ?? ''}
                  isDisabled={!canChange}
                  options={fields.map(({ key, label, needed }) => ({
                    id: key,
                    label: needed ? `${label} *` : label,
                  }))}
                  onChange={(field) => choose(n, field)}
                />
              </span>
            ),
            cell: (row: Import['preview']['rows'][number]) => row.cells[n],
          })),
        ]}
        rows={preview.rows}
        keyOf={({ no }) => String(no)}
      />
    </section>
  )
}
