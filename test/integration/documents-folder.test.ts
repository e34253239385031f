import { describe, expect } from 'vitest'
import { readFolder } from '../../server/documents/folder/read-folder.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import { di, diText, inBig5 } from '../support/documents/di.ts'
import { test as base } from '../support/documents/document-test.ts'
import { SAMPLES } from '../support/samples/files.ts'

const test = base.extend('documents', ({ db }) => async (serial: string) => {
  const found = await db.selectFrom('documents').selectAll().where('number', 'like', `%${serial}%`).execute()
  return found
})

describe('the watched folder', () => {
  test('takes a document with its attachments, and moves them away after that', async ({
    office: _,
    deps,
    lay,
    lying,
    documents,
  }) => {
    await lay({
      '1150011111.di': inBig5(diText({ serial: '0011111', encoding: 'Big5', attachments: ['附件1.pdf'] })),
      '1150011111.sw': Buffer.from('<交換表單><全銜>某機關</全銜></交換表單>'),
      '附件1.pdf': SAMPLES.pdf,
      '1150011111_attach2.txt': Buffer.from('二'),
    })
    expect(await readFolder(deps)).toBe(1)
    const [document, ...more] = await documents('0011111')
    expect(more).toEqual([])
    expect(document).toMatchObject({ source: 'folder', state: 'case', missingFiles: [], receivedBy: null })
    expect(document!.fileIds).toHaveLength(4)
    expect(await lying('done')).toEqual([
      '1150011111.di',
      '1150011111.sw',
      '1150011111_attach2.txt',
      '附件1.pdf',
    ])
    expect(await readFolder(deps)).toBe(0)
  })

  test('takes a folder as one document, and a PDF with its cover form', async ({
    office: _,
    deps,
    lay,
    lying,
    documents,
  }) => {
    await lay({
      '來文A/a.pdf': SAMPLES.pdf,
      '來文A/doc.di': di({ serial: '0012222' }),
      '單張.pdf': Buffer.concat([SAMPLES.pdf, Buffer.from('x')]),
      '單張.json': Buffer.from(
        JSON.stringify({
          number: '府字第0013333號',
          senderName: '某縣政府',
          subject: '函詢',
          issuedOn: '115.11.20',
        }),
      ),
    })
    expect(await readFolder(deps)).toBe(2)
    expect((await documents('0012222'))[0]!.fileIds).toHaveLength(2)
    expect((await documents('0013333'))[0]).toMatchObject({ state: 'case', issuedOn: '2026-11-20' })
    expect(await lying('done')).toEqual(['a.pdf', 'doc.di', '單張.json', '單張.pdf'])
  })

  test('waits for what is still being written, and for attachments that are named', async ({
    office: _,
    deps,
    lay,
    documents,
    clock,
  }) => {
    await lay({ 'new.di': di({ serial: '0014444' }) }, 2)
    await lay({ 'half.di': Buffer.from(diText({ serial: '0015555' }).slice(0, 700)) }, 60)
    await lay({
      'wants.di': di({ serial: '0016666', attachments: ['later.pdf'] }),
      'x.pdf.part': SAMPLES.pdf,
    })
    expect(await readFolder(deps)).toBe(0)
    clock.advance({ seconds: 20 })
    expect(await readFolder(deps)).toBe(1)
    expect(await documents('0014444')).toHaveLength(1)
    await lay({ 'later.pdf': SAMPLES.pdf, 'half.di': di({ serial: '0015555' }) })
    expect(await readFolder(deps)).toBe(2)
    expect((await documents('0016666'))[0]!.missingFiles).toEqual([])
    expect((await documents('0015555'))[0]!.state).toBe('case')
  })

  test('does not wait for ever: what never comes is named as missing', async ({
    office: _,
    deps,
    lay,
    documents,
    clock,
  }) => {
    await lay({ 'w.di': di({ serial: '0017777', attachments: ['never.pdf'] }) })
    clock.advance({ minutes: 11 })
    expect(await readFolder(deps)).toBe(1)
    expect((await documents('0017777'))[0]).toMatchObject({ state: 'case', missingFiles: ['never.pdf'] })
  })

  test('puts what cannot be read into failed, kept and listed', async ({
    db,
    office: _,
    deps,
    lay,
    lying,
  }) => {
    await lay(
      { 'bad.di': Buffer.from('<函><主旨>'), '掃描.pdf': Buffer.concat([SAMPLES.pdf, Buffer.from('bad')]) },
      3600,
    )
    expect(await readFolder(deps)).toBe(2)
    expect(await lying('failed')).toEqual(['bad.di', '掃描.pdf'])
    const failed = await db.selectFrom('documents').select('failure').where('state', '=', 'failed').execute()
    expect(failed.map(({ failure }) => failure)).toEqual(
      expect.arrayContaining(['document-not-xml', 'document-needs-cover']),
    )
  })

  test('leaves everything where it is while the store is away, and makes one case afterwards', async ({
    office: _,
    deps,
    lay,
    lying,
    documents,
  }) => {
    await lay({ 's.di': di({ serial: '0018888', attachments: ['s.pdf'] }), 's.pdf': SAMPLES.pdf })
    let parts = 0
    const files: FileStore = {
      ...deps.files,
      putPart: (...part) =>
        parts++ < 1 ? deps.files.putPart(...part) : Promise.reject(new Error('full disk')),
    }
    expect(await readFolder({ ...deps, files })).toBe(0)
    expect(await lying()).toEqual(['s.di', 's.pdf'])
    expect(await readFolder(deps)).toBe(1)
    expect(await documents('0018888')).toHaveLength(1)
  })

  test('killed after the commit or between two moves brings no second case', async ({
    office: _,
    deps,
    lay,
    lying,
    documents,
  }) => {
    const [letter, attached] = [
      di({ serial: '0019999', attachments: ['k.pdf'] }),
      Buffer.concat([SAMPLES.pdf, Buffer.from('k')]),
    ]
    await lay({ 'k.di': letter, 'k.pdf': attached })
    await readFolder(deps)
    // As if nothing had been moved, then as if only the attachment had.
    await lay({ 'k.di': letter, 'k.pdf': attached })
    expect(await readFolder(deps)).toBe(1)
    await lay({ 'k.di': letter }, 3600)
    expect(await readFolder(deps)).toBe(1)
    expect(await documents('0019999')).toHaveLength(1)
    expect((await lying()).length).toBe((await lying('done')).length)
  })
})
