//! What the viewer may do. Source: domain page, Lifecycle, "who may do what".

use crate::judge::Judged;
use crate::wire::wizard::May;
use crate::workspace::Workspace;
use domain::{HandoffState, PersonId, Role};
use playbook::{Applies, ClockKey};

/// What the viewer may do now.
pub fn may(workspace: &Workspace, judged: &Judged) -> May {
    let viewer = workspace.viewer();
    let role = workspace.viewer_role();
    let state = judged.assessment.state;
    let closed = matches!(judged.assessment.applies, Applies::Closed);
    let selling = judged.context.deal.owner_id.as_ref() == Some(&viewer) || manages_sales(role);
    let receiving = judged.assessment.assignment.csm.as_ref() == Some(&viewer) || manages_success(role);
    let after_close = !matches!(state, HandoffState::Upcoming | HandoffState::Void | HandoffState::Exempt);
    May {
        edit: may_edit(judged, &viewer, selling, receiving),
        decide: selling || receiving || may_edit(judged, &viewer, selling, receiving),
        submit: selling && closed && matches!(state, HandoffState::Due | HandoffState::Returned),
        release: manages_sales(role)
            && matches!(state, HandoffState::Upcoming | HandoffState::Due | HandoffState::Returned),
        review: receiving && state == HandoffState::Submitted,
        log_first_touch: receiving && after_close && judged.assessment.first_touch_at.is_none(),
        record_repeat_ask: receiving && after_close,
        log_kickoff: receiving && after_close && owes_kickoff(judged),
    }
}

fn owes_kickoff(judged: &Judged) -> bool {
    judged.assessment.clock(&ClockKey::Kickoff).is_some_and(|clock| clock.stopped_at.is_none())
}

/// The rep until it is handed over; the owner of an open gap after that.
fn may_edit(judged: &Judged, viewer: &PersonId, selling: bool, receiving: bool) -> bool {
    if judged.assessment.state.rep_can_edit() {
        return selling || judged.context.deal.owner_id.is_none();
    }
    let owns_a_gap =
        crate::view::review::gaps(&judged.record).iter().any(|(gap, filled)| gap.owner == *viewer && !filled);
    owns_a_gap
        || (receiving
            && matches!(judged.assessment.state, HandoffState::Accepted | HandoffState::Engaged | HandoffState::Live))
}

fn manages_sales(role: Role) -> bool {
    matches!(role, Role::SalesManager | Role::VpSales)
}

fn manages_success(role: Role) -> bool {
    matches!(role, Role::CsManager | Role::VpCs)
}
