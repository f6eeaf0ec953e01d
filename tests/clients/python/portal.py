"""A small portal: one application to user-run centres, from check to submitted, a change of account, and an acceptance; then the
organisation's grant of another round, accepted and changed.

Usage: portal.py ADDRESS TOKEN CALL ORGANISATION_NUMBER GRANTED_CALL
"""

import importlib
import pathlib
import sys
import tempfile
import uuid

import grpc
from google.protobuf import any_pb2, field_mask_pb2
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from grpc_tools import protoc

PROTO = pathlib.Path(__file__).resolve().parents[3] / "proto"


def stubs():
    """Generates the stubs from the contract, as a build step of a portal would."""
    out = tempfile.mkdtemp(prefix="tildeling-stubs-")
    files = [str(path.relative_to(PROTO)) for path in sorted(PROTO.rglob("*.proto"))]
    import grpc_tools

    well_known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    arguments = ["protoc", f"-I{PROTO}", f"-I{well_known}", f"--python_out={out}", f"--grpc_python_out={out}"]
    if protoc.main(arguments + files) != 0:
        sys.exit("the contract does not compile")
    sys.path.insert(0, out)
    names = (
        "application_service_pb2",
        "application_service_pb2_grpc",
        "common_pb2",
        "grant_service_pb2",
        "grant_service_pb2_grpc",
    )
    modules = [importlib.import_module(f"tildeling.v1.{name}") for name in names]
    return (*modules, importlib.import_module("tildeling.user_run_centres.v1.form_pb2"))


def complete_form(form_pb2, common, with_purpose=True):
    """The scheme's form. Without the clause of the articles that states the purpose, a rule is not met."""
    form = form_pb2.Form(
        organisation_type=form_pb2.ORGANISATION_TYPE_USER_RUN_CENTRE,
        frame=form_pb2.FRAME_LOCAL_REGIONAL,
        voluntary_registration=form_pb2.VoluntaryRegistration(
            organisation_number=ORGANISATION, registered_date="2012-05-01"
        ),
        articles=form_pb2.Articles(
            purpose_clause="§ 1: Foreningen driver et brukerstyrt senter uten økonomisk formål.",
            ideal_purpose=with_purpose,
            core_business_user_involvement=True,
        ),
        membership=form_pb2.Membership(user_share_of_board_percent=60, members=140, local_branches=1, counties=["03"]),
        control_measures="Regnskapet revideres; to personer attesterer hvert bilag.",
        signature=form_pb2.Signature(name="Kari Nordmann", capacity=form_pb2.SIGNATORY_CAPACITY_CHAIR),
    )
    activity = form.activities.add(
        key="open_house",
        name="Åpent hus",
        goal="Et sted å være etter behandling, drevet av dem som bruker det.",
        target_group="Mennesker med ruserfaring",
        users_planned=120,
        opening_hours_week=30,
        in_norway=True,
        applied=common.Money(ore=450_000_00),
    )
    activity.budget.add(code="wages", description="Lønn, 60 prosent stilling", amount=common.Money(ore=380_000_00))
    activity.budget.add(code="rent", description="Husleie", amount=common.Money(ore=120_000_00))
    activity.funding.add(
        funder="Kommunen",
        kind=form_pb2.FUNDER_KIND_MUNICIPALITY,
        amount=common.Money(ore=50_000_00),
        confirmed=True,
    )
    packed = any_pb2.Any()
    packed.Pack(form)
    return packed


def refusal(call):
    """What a refused call says: its status, its reason, and its violations as (where, text)."""
    try:
        call()
    except grpc.RpcError as error:
        status = rpc_status.from_call(error)
        reason, violations = None, []
        for detail in status.details:
            for kind in (error_details_pb2.ErrorInfo, error_details_pb2.BadRequest, error_details_pb2.PreconditionFailure):
                if not detail.Is(kind.DESCRIPTOR):
                    continue
                message = kind()
                detail.Unpack(message)
                if kind is error_details_pb2.ErrorInfo:
                    reason = message.reason
                elif kind is error_details_pb2.BadRequest:
                    violations += [(violation.field, violation.description) for violation in message.field_violations]
                else:
                    violations += [(violation.type, violation.description) for violation in message.violations]
        return error.code().name, reason, violations
    sys.exit("the call was answered, and should have been refused")


def tell(title, code, reason, violations):
    print(f"{title}: {code} {reason}")
    for where, text in violations:
        print(f"  {where}: {text}")


def change_a_grant(service, call, grants):
    """Accepts the organisation's grant of the round that is decided, and asks for changes of it."""
    (offered,) = call(service.ListGrants, grants.ListGrantsRequest(parent=GRANTED)).grants
    accept = grants.AcceptGrantRequest(
        name=offered.name, etag=offered.etag, account_number="12345678903", terms=offered.terms
    )
    grant = call(service.AcceptGrant, accept).grant
    print(f"accepted: {grant.case_reference}, {grant.granted.ore / 100:,.2f} kr")

    change = grants.RequestChangeRequest(
        name=grant.name, etag=grant.etag, amount=grant.granted, reason="Vi leier rimeligere lokaler."
    )
    result = refusal(lambda: call(service.RequestChange, change))
    tell("the amount that it has", *result)
    assert result[:2] == ("FAILED_PRECONDITION", "ERROR_REASON_RULES_NOT_MET")
    assert [where for where, _ in result[2]] == ["CHANGE_SAME_AMOUNT"]

    # Another partner is told only, and holds at once; less money is decided.
    partner = grants.RequestChangeRequest(
        name=grant.name, etag=grant.etag, partner="Frivilligsentralen", reason="Vi har fått en ny partner."
    )
    grant = call(service.RequestChange, partner).grant
    assert grant.changes[-1].state == grants.GRANT_CHANGE_STATE_NOTED

    change.etag, change.amount.ore = grant.etag, grant.granted.ore - 50_000_00
    asked = call(service.RequestChange, change).grant
    assert call(service.RequestChange, change).grant == asked, "a retry answers the same"
    waiting = asked.changes[-1]
    assert waiting.state == grants.GRANT_CHANGE_STATE_ASKED and list(waiting.kinds) == [grants.GRANT_CHANGE_KIND_AMOUNT]
    assert asked.granted == waiting.granted_before, "nothing changes before the decision"
    print(f"asked for a change: {waiting.amount.ore / 100:,.2f} kr instead of {waiting.granted_before.ore / 100:,.2f} kr")

    partner.etag = asked.etag
    result = refusal(lambda: call(service.RequestChange, partner))
    tell("another while it waits", *result)
    assert [where for where, _ in result[2]] == ["CHANGE_WAITS"]
    withdraw = grants.WithdrawChangeRequest(name=waiting.name, etag=asked.etag)
    withdrawn = call(service.WithdrawChange, withdraw).grant
    assert withdrawn.changes[-1].state == grants.GRANT_CHANGE_STATE_WITHDRAWN


def main():
    applications, services, common, grants, grant_services, form_pb2 = stubs()
    metadata = (("authorization", f"Bearer {TOKEN}"), ("accept-language", "nb"))
    with grpc.insecure_channel(ADDRESS, compression=grpc.Compression.Gzip) as channel:
        service = services.ApplicationServiceStub(channel)
        incomplete = applications.Application(
            name=f"{CALL}/applications/{uuid.uuid4()}",
            applicant=applications.Applicant(
                organisation_number=ORGANISATION,
                organisation_name="Huset på hjørnet",
                kind=applications.APPLICANT_KIND_VOLUNTARY_ORGANISATION,
                municipality_number="0301",
            ),
            requested=common.Money(ore=450_000_00),
            letter_language="nb",
            contact=applications.ContactPerson(name="Kari Nordmann", email="kari@example.org", phone="22 00 00 00"),
            address=applications.PostalAddress(lines=["Storgata 1"], postal_code="0155", place="Oslo"),
            form=complete_form(form_pb2, common, with_purpose=False),
        )

        def call(method, request):
            return method(request, metadata=metadata, timeout=10)

        checked = call(service.CheckApplication, applications.CheckApplicationRequest(application=incomplete))
        print(f"check: {len(checked.findings)} finding(s)")
        for finding in checked.findings:
            print(f"  {finding.code} ({finding.citation}): {finding.text}")
        assert checked.findings, "a form that lacks something must have a finding"

        wrong = applications.Application()
        wrong.CopyFrom(incomplete)
        wrong.applicant.organisation_number = "123456789"
        wrong.applicant.organisation_name = ""
        wrong.requested.ore = -1
        result = refusal(lambda: call(service.CreateApplication, applications.CreateApplicationRequest(application=wrong)))
        tell("several faults at once", *result)
        assert result[:2] == ("INVALID_ARGUMENT", "ERROR_REASON_INVALID_FIELDS") and len(result[2]) == 3

        create = applications.CreateApplicationRequest(application=incomplete)
        created = call(service.CreateApplication, create).application
        assert call(service.CreateApplication, create).application == created, "a retry answers the same"
        print(f"created: {created.case_reference}")

        submit = applications.SubmitApplicationRequest(name=created.name, etag=created.etag)
        result = refusal(lambda: call(service.SubmitApplication, submit))
        tell("submitted too early", *result)
        assert result[:2] == ("FAILED_PRECONDITION", "ERROR_REASON_RULES_NOT_MET") and result[2]

        completed = applications.Application(
            name=created.name, etag="999", form=complete_form(form_pb2, common)
        )
        update = applications.UpdateApplicationRequest(
            application=completed, update_mask=field_mask_pb2.FieldMask(paths=["form"])
        )
        result = refusal(lambda: call(service.UpdateApplication, update))
        tell("stale etag", *result)
        assert result[:2] == ("ABORTED", "ERROR_REASON_STALE_ETAG")
        update.application.etag = created.etag
        updated = call(service.UpdateApplication, update).application

        submit = applications.SubmitApplicationRequest(name=updated.name, etag=updated.etag)
        submitted = call(service.SubmitApplication, submit).application
        assert submitted.state == applications.APPLICATION_STATE_SUBMITTED
        assert call(service.SubmitApplication, submit).application == submitted, "a retry answers the same"
        print(f"submitted: {submitted.case_reference}, can be granted at the most {submitted.claim.amount.ore / 100:,.2f} kr")
        for step in submitted.claim.steps:
            print(f"  {step.text}")

        service = grant_services.GrantServiceStub(channel)
        change = grants.ChangeAccountRequest(
            name=submitted.name.replace("/applications/", "/grants/"), etag="1", account_number="12345678901"
        )
        result = refusal(lambda: call(service.ChangeAccount, change))
        tell("a mistyped account", *result)
        assert result[:2] == ("INVALID_ARGUMENT", "ERROR_REASON_INVALID_FIELDS")
        assert sorted(where for where, _ in result[2]) == ["account_number", "asked_by", "reason"]

        change.account_number, change.asked_by, change.reason = "12345678903", "Kari Nordmann", "Ny bank."
        result = refusal(lambda: call(service.ChangeAccount, change))
        tell("no grant yet", *result)
        assert result[:2] == ("NOT_FOUND", "ERROR_REASON_NOT_FOUND")

        # With an offer, both are sent as GetGrant shows them: `terms` is the version of the letter that was sent.
        accept = grants.AcceptGrantRequest(name=change.name, etag="1", account_number="12345678903")
        result = refusal(lambda: call(service.AcceptGrant, accept))
        tell("acceptance of unnamed terms", *result)
        assert result[:2] == ("INVALID_ARGUMENT", "ERROR_REASON_INVALID_FIELDS")
        assert [where for where, _ in result[2]] == ["terms"]

        accept.terms.decision, accept.terms.text_sha256 = f"{submitted.name}/decisions/1", "00" * 32
        result = refusal(lambda: call(service.AcceptGrant, accept))
        tell("no offer yet", *result)
        assert result[:2] == ("NOT_FOUND", "ERROR_REASON_NOT_FOUND")

        change_a_grant(service, call, grants)


if len(sys.argv) != 6:
    sys.exit(__doc__)
ADDRESS, TOKEN, CALL, ORGANISATION, GRANTED = sys.argv[1:]
main()
