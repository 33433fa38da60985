//! Template and handoff to Markdown and HTML.
