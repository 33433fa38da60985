//! Reading one handoff.

use crate::application::Application;
use crate::error::AppError;
use crate::judge::judge_deal;
use crate::view;
use crate::wire::sync::Saved;
use crate::wire::wizard::{
    DocumentFormat, DocumentView, EvidenceItem, ExportDocument, HandoffView, OfField, OfHandoff, TimelineLine,
};
use domain::HandoffId;

/// Edits and alarms that a timeline looks back on.
const LOOK_BACK: u32 = 200;

/// One handoff in full. A CSM who opens their own stops the engagement clock.
pub async fn open_handoff(application: &Application, workspace: &str, of: OfHandoff) -> Result<HandoffView, AppError> {
    let workspace = application.workspace(workspace)?;
    let judged = judge_deal(&workspace, &workspace.deal_of(&of.id).await?).await?;
    view::handoff::view(&workspace, &judged).await
}

/// The activities that speak to a field.
pub async fn evidence(application: &Application, workspace: &str, of: OfField) -> Result<Vec<EvidenceItem>, AppError> {
    let workspace = application.workspace(workspace)?;
    let judged = judge_deal(&workspace, &workspace.deal_of(&of.id).await?).await?;
    let process = workspace.process();
    let rule = process.playbook.field(&of.field).ok_or(AppError::NoSuchHandoff)?;
    Ok(view::evidence::evidence(&process, &judged, rule))
}

/// The document as it stands.
pub async fn document(application: &Application, workspace: &str, of: OfHandoff) -> Result<DocumentView, AppError> {
    document_of(application, workspace, &of.id).await
}

/// Writes the document to a file.
pub async fn export_document(
    application: &Application,
    workspace: &str,
    export: ExportDocument,
) -> Result<Saved, AppError> {
    let document = document_of(application, workspace, &export.id).await?;
    let text = match export.format {
        DocumentFormat::Markdown => document.markdown,
        DocumentFormat::Html => document.html,
    };
    super::sync::write(&export.path, text.as_bytes()).await
}

async fn document_of(application: &Application, workspace: &str, id: &HandoffId) -> Result<DocumentView, AppError> {
    let workspace = application.workspace(workspace)?;
    let judged = judge_deal(&workspace, &workspace.deal_of(id).await?).await?;
    let document = view::document::document(&workspace, &judged);
    let name = format!("Handoff {} {}", file_word(&document.heading.account), workspace.now().format("%Y-%m-%d"));
    Ok(DocumentView { html: documents::html(&document), markdown: documents::markdown(&document), name })
}

/// A name without the characters that a file name can't have.
fn file_word(text: &str) -> String {
    let kept: String = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).take(60).collect();
    if kept.trim().is_empty() { "customer".to_owned() } else { kept.trim().to_owned() }
}

/// What happened, latest first.
pub async fn timeline(
    application: &Application,
    workspace: &str,
    of: OfHandoff,
) -> Result<Vec<TimelineLine>, AppError> {
    let workspace = application.workspace(workspace)?;
    let deal = workspace.deal_of(&of.id).await?;
    let judged = judge_deal(&workspace, &deal).await?;
    let edits = workspace.store.revisions(&deal, LOOK_BACK).await?;
    let alarms = workspace.store.alarms_of(&of.id, LOOK_BACK).await?;
    Ok(view::timeline::timeline(&workspace.process(), &judged, &edits, &alarms))
}
