import { strToU8, zipSync } from 'fflate'

/** A paragraph of a letter: its style and its words. */
export type Paragraph = { style: 'Title' | 'Head' | 'Subject' | 'Point' | 'Text'; words: string }

const NAMESPACES = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'office:version="1.3"',
].join(' ')
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const MEDIA_TYPE = 'application/vnd.oasis.opendocument.text'
export const ODT = MEDIA_TYPE

/** Official letters are set in 標楷體; whoever lacks it sees the font of their system. */
const FONT = '標楷體'

/** An OpenDocument text with plain styles, to be carried on in the document system. */
export function odt(title: string, paragraphs: readonly Paragraph[]): Uint8Array {
  const body = paragraphs
    .map(({ style, words }) => `<text:p text:style-name="${style}">${escaped(words)}</text:p>`)
    .join('\n')
  return zipSync(
    {
      // First and not packed, so that programs know the file by its beginning.
      mimetype: [strToU8(MEDIA_TYPE), { level: 0 }],
      'META-INF/manifest.xml': strToU8(MANIFEST),
      'meta.xml': strToU8(
        `${DECLARATION}<office:document-meta ${NAMESPACES}><office:meta><dc:title>${escaped(title)}</dc:title></office:meta></office:document-meta>`,
      ),
      'styles.xml': strToU8(STYLES),
      'content.xml': strToU8(
        `${DECLARATION}<office:document-content ${NAMESPACES}><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
      ),
    },
    { mtime: new Date('2000-01-01T00:00:00Z') },
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold is left out
const UNSAYABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu

const escaped = (words: string) =>
  words
    .toWellFormed()
    .replace(UNSAYABLE, '')
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/"/gu, '&quot;')
    .replace(/\n/gu, '<text:line-break/>')

const MANIFEST = `${DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="${MEDIA_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>
</manifest:manifest>`

const style = (name: string, size: string, paragraph = '') =>
  `<style:style style:name="${name}" style:family="paragraph"><style:paragraph-properties fo:line-height="150%" ${paragraph}/><style:text-properties style:font-name="${FONT}" style:font-name-asian="${FONT}" fo:font-size="${size}" style:font-size-asian="${size}" fo:language="zh" fo:country="TW"/></style:style>`

const STYLES = `${DECLARATION}<office:document-styles ${NAMESPACES}>
<office:font-face-decls><style:font-face style:name="${FONT}" svg:font-family="${FONT}"/></office:font-face-decls>
<office:styles>
${style('Title', '20pt', 'fo:text-align="center"')}
${style('Head', '12pt')}
${style('Subject', '16pt', 'fo:margin-left="1.7cm" fo:text-indent="-1.7cm" fo:margin-top="0.3cm"')}
${style('Text', '16pt', 'fo:margin-top="0.3cm"')}
${style('Point', '16pt', 'fo:margin-left="2.2cm" fo:text-indent="-1.1cm"')}
</office:styles>
<office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="2.5cm" fo:margin-bottom="2.5cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"/></office:master-styles>
</office:document-styles>`
