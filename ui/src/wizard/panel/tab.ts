/** What the panel shows. */
export type PanelTab = 'evidence' | 'document' | 'why' | 'timeline';
