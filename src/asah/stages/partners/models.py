"""Tables of partners: who they are, what was agreed with them, who teaches."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from asah.foundation.access.tenancy import AgencyKey, AgencyModel


class Partner(AgencyModel):
    """A provider of learning outside the agency."""

    class Kind(models.TextChoices):
        """What it is."""

        UNIVERSITY = "universitas", _("Perguruan tinggi")
        NGO = "lsm", _("Organisasi nonpemerintah")
        FIRM = "perusahaan", _("Perusahaan")
        AGENCY = "instansi", _("Instansi pemerintah")
        TRAINER = "lembaga_diklat", _("Lembaga pelatihan terakreditasi")

    personal = frozenset({"contact_name", "email", "phone"})

    uid = models.UUIDField()
    code = models.CharField(_("kode"), max_length=20)
    name = models.CharField(_("nama"), max_length=160)
    kind = models.CharField(_("jenis"), max_length=16, choices=Kind.choices)
    fields = models.JSONField(_("bidang"), default=list, help_text="Fields of competence in words.")
    accreditation = models.CharField(_("akreditasi"), max_length=120, blank=True)
    accredited_until = models.DateField(_("akreditasi sampai"), null=True)
    city = models.CharField(_("kota"), max_length=80, blank=True)
    contact_name = models.CharField(_("narahubung"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True)
    website = models.CharField(_("situs"), max_length=160, blank=True)
    note = models.TextField(_("catatan"), blank=True)
    archived_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="partners_partner_uid"),
            models.UniqueConstraint(fields=["agency", "code"], name="partners_partner_code"),
        ]


class Agreement(AgencyModel):
    """A memorandum or contract with a partner. Never deleted: it ends, or is ended early with a reason."""

    personal = frozenset()

    class Kind(models.TextChoices):
        """What was signed."""

        MEMORANDUM = "mou", _("Nota kesepahaman")
        CONTRACT = "pks", _("Perjanjian kerja sama")

    uid = models.UUIDField()
    partner = AgencyKey(Partner)
    kind = models.CharField(_("jenis"), max_length=4, choices=Kind.choices)
    number = models.CharField(_("nomor"), max_length=120)
    subject = models.CharField(_("tentang"), max_length=240)
    signed_on = models.DateField(_("ditandatangani"))
    starts_on = models.DateField(_("mulai berlaku"))
    ends_on = models.DateField(_("berakhir"))
    ended_on = models.DateField(_("diakhiri"), null=True)
    ended_reason = models.CharField(_("alasan"), max_length=400, blank=True)
    document = AgencyKey("documents.Document", null=True)
    version = models.IntegerField(default=1)
    recorded_by = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="partners_agreement_uid"),
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="partners_agreement_number"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on"), signed_on__lte=F("ends_on")), name="partners_agreement_days"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | (Q(ended_on__lte=F("ends_on")) & ~Q(ended_reason="")),
                name="partners_agreement_ended",
            ),
        ]
        indexes = [models.Index(fields=["agency", "ends_on"], name="partners_agreement_end")]


class Instructor(AgencyModel):
    """Somebody who can teach: of a partner, or of one's own house (`person`). The rate is what he asks, in rupiah."""

    personal = frozenset({"name", "email", "phone", "rate_rupiah", "person"})

    uid = models.UUIDField()
    partner = AgencyKey(Partner, null=True)
    person = AgencyKey("people.Person", null=True)
    name = models.CharField(_("nama dengan gelar"), max_length=160)
    fields = models.JSONField(_("bidang"), default=list)
    rate_rupiah = models.BigIntegerField(_("tarif"), null=True)
    rate_per = models.CharField(_("dihitung per"), max_length=8, default="ojp")
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("telepon"), max_length=20, blank=True)
    archived_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    edited_by = models.BigIntegerField(null=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "uid"], name="partners_instructor_uid"),
            models.UniqueConstraint(
                fields=["agency", "person"], condition=Q(person__isnull=False), name="partners_instructor_person"
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=False) | Q(person__isnull=False), name="partners_instructor_of"
            ),
            models.CheckConstraint(
                condition=Q(rate_rupiah=None) | Q(rate_rupiah__gte=0), name="partners_instructor_rate"
            ),
        ]


class AgreementReminder(AgencyModel):
    """That somebody was told of the end of an agreement, so many days before; once for each distance and end."""

    append_only = True
    personal = frozenset()

    agreement = AgencyKey(Agreement)
    ends_on = models.DateField()
    days = models.SmallIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "agreement", "ends_on", "days"], name="partners_reminder_once")
        ]
