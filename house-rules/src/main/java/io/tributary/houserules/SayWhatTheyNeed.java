package io.tributary.houserules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import java.util.stream.Stream;

/** Finds controllers' methods by the address that they answer at. */
final class SayWhatTheyNeed {
  private static final String MAPPINGS = "org.springframework.web.bind.annotation.";
  private static final String ORGANIZATION = "/api/v1/organizations/{organization}";

  static final DescribedPredicate<JavaMethod> ANSWER_AT_AN_ORGANIZATION =
      DescribedPredicate.describe(
          "answer at an organization's address", SayWhatTheyNeed::answersAtAnOrganization);

  private SayWhatTheyNeed() {}

  private static boolean answersAtAnOrganization(JavaMethod method) {
    return isMapped(method)
        && Stream.concat(Stream.of(""), addresses(method.getOwner()))
            .anyMatch(
                before ->
                    Stream.concat(Stream.of(""), addresses(method))
                        .anyMatch(after -> (before + after).startsWith(ORGANIZATION)));
  }

  private static boolean isMapped(CanBeAnnotated place) {
    return Stream.of("Get", "Post", "Put", "Delete", "Patch", "Request")
        .anyMatch(verb -> place.isAnnotatedWith(MAPPINGS + verb + "Mapping"));
  }

  private static Stream<String> addresses(HasAnnotations<?> place) {
    return place.getAnnotations().stream()
        .filter(each -> each.getRawType().getName().startsWith(MAPPINGS))
        .filter(each -> each.getRawType().getName().endsWith("Mapping"))
        .flatMap(each -> Stream.concat(values(each, "value"), values(each, "path")));
  }

  private static Stream<String> values(JavaAnnotation<?> mapping, String property) {
    return mapping.tryGetExplicitlyDeclaredProperty(property).stream()
        .flatMap(
            found -> found instanceof Object[] many ? Stream.of(many) : Stream.<Object>of(found))
        .map(String::valueOf);
  }
}
