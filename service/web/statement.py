"""After a refusal: the signed statement as a file. It is not kept here, so the page of the refusal sends it back."""

from flask import Response, request

from service import clock
from service.answers import json_answer
from service.errors import NotAllowed
from service.identity.access import parts
from service.identity.keys import RECEIPT, public_keys, signing_key
from service.signals.receipt.check_statement import check_statement
from service.signals.receipt.paper_statement import statement_pdf
from service.signals.receipt.signature import CheckFailed, Keys
from service.web.desk import desk
from service.web.guard import person, signed_in

_NOT_OURS = (
    "Dit weigeringsbewijs is niet van uw organisatie of is veranderd. Stuur het signaal opnieuw voor een nieuw bewijs."
)


@desk.post("/corporatie/weigeringsbewijs")
@signed_in("corporatie")
def take_statement() -> Response:
    """The statement as PDF or JSON, when it is genuine and of this corporation."""
    here, sent, now = parts(), request.form, clock.now()
    proof = {"jws": sent.get("jws", ""), "zout": sent.get("zout", "")}
    document = {"referentie": sent.get("referentie", ""), "weigeringsbewijs": proof}
    with here.database.transaction() as session:
        keys, key = Keys(public_keys(session)), signing_key(session, here.vault, RECEIPT)
    try:
        found = check_statement(document, keys)
    except CheckFailed:
        raise NotAllowed(_NOT_OURS) from None
    own = found.content is not None and found.content["corporatie"]["id"] == str(person().organisation_id)
    if found.content is None or not own or not found.reference:
        raise NotAllowed(_NOT_OURS)
    name = f"weigeringsbewijs-{found.content['bewijsnummer']}"
    if sent.get("vorm") == "json":
        return json_answer(document, headers={"Content-Disposition": f'attachment; filename="{name}.json"'})
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(statement_pdf(found, document, key, now), 200, headers, content_type="application/pdf")
