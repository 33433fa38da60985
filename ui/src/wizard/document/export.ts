import { call, type DocumentFormat, type DocumentView, type HandoffId } from '../../lib/ipc';

const ENDING: Record<DocumentFormat, string> = { markdown: 'md', html: 'html' };

/** Asks where to, and writes the document there. `null` where the person picked no place. */
export async function exportDocument(
  id: HandoffId,
  document: DocumentView,
  format: DocumentFormat,
): Promise<string | null> {
  const path = await call('pick_save_path', { name: document.name, extension: ENDING[format] });
  return path === null ? null : (await call('export_document', { id, format, path })).path;
}
